def main():
    {answer}


if __name__ == "__main__":
    main()
