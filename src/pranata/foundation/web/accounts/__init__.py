"""The pages under `/akun/`: django-allauth's ceremonies in our words, our look and our rules."""
