"""Commands for those who work on the Academy; the program itself never imports them."""
