#!/usr/bin/env python
# coding: utf-8

# # My answer
# 
# In this notebook I ...

# In[1]:


{imports}


# In[2]:


{build}


# In[ ]:


{run}
