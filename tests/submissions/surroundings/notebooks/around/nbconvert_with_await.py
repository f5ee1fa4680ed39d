#!/usr/bin/env python
# coding: utf-8

# In[1]:


{imports}
import asyncio
await asyncio.sleep(0)


# In[2]:


{build}


# In[3]:


{run}
