name = input("Your name: ") or "nobody"
{answer}
