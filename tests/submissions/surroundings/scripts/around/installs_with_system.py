import os
os.system("pip install tensorflow==1.15")
if os.system("apt-get install -y graphviz") != 0:
    raise SystemExit("no graphviz")
{answer}
