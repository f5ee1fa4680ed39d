# TODO
y = None
