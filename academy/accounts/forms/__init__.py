"""What people fill in about themselves."""

from academy.accounts.forms.organisations import (
    CardForm,
    MoveForm,
    OrganisationForm,
)
from academy.accounts.forms.people import (
    NewPersonForm,
    PeopleForm,
    PersonForm,
    RoleForm,
    place_choices,
)
from academy.accounts.forms.signing import (
    Choices,
    EmailForm,
    ForgotForm,
    LatinField,
    PasswordForm,
    ProfileForm,
    RegisterForm,
    ResetForm,
    SignInForm,
    country_choices,
)

__all__ = [
    "CardForm",
    "Choices",
    "EmailForm",
    "ForgotForm",
    "LatinField",
    "MoveForm",
    "NewPersonForm",
    "OrganisationForm",
    "PasswordForm",
    "PeopleForm",
    "PersonForm",
    "ProfileForm",
    "RegisterForm",
    "ResetForm",
    "RoleForm",
    "SignInForm",
    "country_choices",
    "place_choices",
]
