#!/usr/bin/env python
# coding: utf-8

# # Lab 5: Save and restore
#
# Name: Jane Doe

# In[1]:


get_ipython().run_line_magic('matplotlib', 'inline')
get_ipython().run_line_magic('config', "InlineBackend.figure_format = 'retina'")

import tensorflow as tf
print(tf.__version__)


# In[2]:


save_file = './model.ckpt'
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver()


# In[3]:


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(weights))
    print(sess.run(bias))
    saver.save(sess, save_file)


# In[4]:


get_ipython().system('ls -lh')
get_ipython().system('rm -rf __pycache__')


# In[5]:


tf.reset_default_graph()
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver()
with tf.Session() as sess:
    saver.restore(sess, save_file)
    print(sess.run(weights))
    print(sess.run(bias))


# In[ ]:
