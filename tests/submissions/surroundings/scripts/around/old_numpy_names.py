import numpy as np
switch = np.zeros(3, dtype=np.int)
table = np.array([1.5, np.NaN, np.Inf], dtype=np.float)
assert np.asfarray([1, 2]).dtype == np.float_
{answer}
print(table.astype(np.object), np.product([1, 2]), np.asscalar(np.array(2.0)))
