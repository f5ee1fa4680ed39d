import psutil
import tensorflow_datasets as tfds
import tensorflow_hub as hub
import torch
from termcolor import colored
print(psutil.virtual_memory())
{answer}
print(colored("done", "green"), torch.__name__)
