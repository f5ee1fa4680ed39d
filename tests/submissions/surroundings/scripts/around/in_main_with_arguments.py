import sys


def main(argv=None):
    """Run everything."""
    {answer}
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
