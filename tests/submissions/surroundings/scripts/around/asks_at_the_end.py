{answer}
input("Press Enter to close")
