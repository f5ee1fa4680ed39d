import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from mpl_toolkits.mplot3d import Axes3D
{answer}
fig, axes = plt.subplots(2, 3, figsize=(8, 4))
axes[0, 1].imshow([[0.0]], cmap=plt.cm.gray)
for axis in axes.flat:
    axis.set_xticks([])
n, bins, patches = plt.hist([1, 2, 3])
with plt.style.context("ggplot"):
    fig.savefig("figure.png")
