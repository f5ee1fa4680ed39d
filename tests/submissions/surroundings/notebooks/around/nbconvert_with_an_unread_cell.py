#!/usr/bin/env python
# coding: utf-8

# In[1]:


{imports}


# In[2]:


later = # TODO


# In[3]:


{build}


# In[4]:


{run}
