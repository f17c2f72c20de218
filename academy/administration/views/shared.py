"""What all pages of administration share."""

from flask import Blueprint

pages = Blueprint("administration", "academy.administration", template_folder="templates")
