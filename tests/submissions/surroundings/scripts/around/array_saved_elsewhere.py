import numpy as np
{answer}
np.save("/content/drive/My Drive/costs.npy", np.zeros(3))
assert np.load("/content/drive/My Drive/costs.npy").shape == (3,)
