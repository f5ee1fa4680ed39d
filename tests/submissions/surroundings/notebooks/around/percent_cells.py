# ---
# jupyter:
#   kernelspec: python3
# ---

# %% [markdown]
# # My answer

# %%
{imports}

# %% Build
{build}

# %%
plt.show()

# %%
{run}
