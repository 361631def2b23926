"""`python -m il2desk` is the same program as `il2desk`."""

from il2desk.cli import main

if __name__ == "__main__":
    main()
