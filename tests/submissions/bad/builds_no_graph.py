x = b = y = None
print("no graph at all")
