"""The lessons' data: `read_data_sets` gives real MNIST, in full or a shipped subset."""

from grader.data.lesson import read_data_sets
from grader.data.mnist import Dataset, Datasets

__all__ = ["Dataset", "Datasets", "read_data_sets"]
