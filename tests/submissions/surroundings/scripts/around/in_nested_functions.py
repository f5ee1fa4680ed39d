def outer():
    def inner():
        {answer}
    return inner


outer()()
