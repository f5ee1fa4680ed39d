try:
    {answer}
finally:
    print("end")
