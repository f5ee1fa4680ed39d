{imports}
get_ipython().magic('matplotlib inline')
if get_ipython():
    get_ipython().run_line_magic('time', 'x = 1')
{build}
{run}
