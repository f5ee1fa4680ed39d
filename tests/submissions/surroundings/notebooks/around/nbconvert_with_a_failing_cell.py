#!/usr/bin/env python
# coding: utf-8

# In[1]:


{imports}


# In[2]:


plt.plot(history)


# In[3]:


{build}


# In[4]:


1 / 0


# In[5]:


{run}


# In[ ]:


undefined
