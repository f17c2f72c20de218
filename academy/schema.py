"""Every table, loaded: for migrations, for tests, and so that foreign keys resolve."""

from academy.accounts import models as accounts
from academy.administration import models as administration
from academy.assessment import models as assessment
from academy.authoring import models as authoring
from academy.catalogue import models as catalogue
from academy.credentials import models as credentials
from academy.db import audit, outbox
from academy.db.base import Base
from academy.enrolment import models as enrolment
from academy.jobs import ledger
from academy.learning import models as learning
from academy.marking import models as marking
from academy.reporting import models as reporting

TABLES = (
    accounts, administration, assessment, audit, authoring, catalogue, credentials, enrolment,
    learning, ledger, marking, outbox, reporting,
)  # fmt: skip
metadata = Base.metadata
