#!/usr/bin/env python
# coding: utf-8

# In[1]:


{imports}


# In[2]:


get_ipython().run_cell_magic('time', '', {build!r})


# In[3]:


get_ipython().run_cell_magic('capture', 'out', {run!r})
get_ipython().run_cell_magic('bash', '', 'ls\n')
