#!/usr/bin/env python
# coding: utf-8

# In[1]:


get_ipython().run_line_magic('matplotlib', 'inline')
get_ipython().run_line_magic('load_ext', 'grader.notebook')
get_ipython().system('pip install tensorflow==1.15')
get_ipython().run_line_magic('pinfo', 'print')
files = get_ipython().getoutput('ls')


# In[12]:


{imports}


# In[3]:


{build}


# In[9]:


{run}
