#%%
{imports}

#%% the network
{build}

#%%
{run}

#%%
1/0
