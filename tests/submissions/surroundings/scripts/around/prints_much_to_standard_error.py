import sys
for number in range(20000):
    print("y" * 100, file=sys.stderr)
{answer}
