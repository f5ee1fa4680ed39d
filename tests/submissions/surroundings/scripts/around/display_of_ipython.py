from IPython.display import display, HTML, Image, clear_output
from IPython import get_ipython
import ipywidgets as widgets
get_ipython().run_line_magic("matplotlib", "inline")
{answer}
clear_output()
display(HTML("<b>done</b>"))
@widgets.interact(x=3)
def show(x):
    return x
