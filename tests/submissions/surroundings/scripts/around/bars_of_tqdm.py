from tqdm import tqdm, trange
from tqdm.auto import tqdm as auto
from tqdm.notebook import tqdm_notebook
import tqdm as bars
total = 0
for number in tqdm(range(3), desc="a"):
    total += number
for number in trange(2):
    total += number
for number in auto([5]):
    total += number
for number, item in enumerate(bars.tqdm([7])):
    total += item
with tqdm(total=3) as bar:
    bar.update(1)
    bar.set_postfix(loss=0.5)
assert total == 16
{answer}
