"""The lessons' data: `read_data_sets` gives real MNIST, a shipped subset or the full files."""

from grader.data.mnist import Dataset, Datasets, read_data_sets

__all__ = ["Dataset", "Datasets", "read_data_sets"]
