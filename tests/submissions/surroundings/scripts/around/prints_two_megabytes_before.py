for number in range(20000):
    print("x" * 100)
{answer}
