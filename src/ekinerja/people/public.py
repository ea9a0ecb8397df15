"""The door of people: who they are, where they work, who rates whom."""

from ekinerja.people.data import (
    GONE,
    AppointmentKind,
    CivilStatus,
    DirectoryFilter,
    EmployeeKind,
    EmployeeSnapshot,
    HeadData,
    ImportState,
    Outcome,
    Status,
    display_name,
)
from ekinerja.people.models import CorrectionState
from ekinerja.people.policies import may_change
from ekinerja.people.rating_line import LineStep, RaterAnswer, RaterReason, RatingLine
from ekinerja.people.selectors import imports as import_reading
from ekinerja.people.selectors.acting import ActingPost, acting_posts_of
from ekinerja.people.selectors.corrections import PAGE as CORRECTION_PAGE
from ekinerja.people.selectors.corrections import (
    get_correction,
    list_corrections,
    list_named_raters,
    named_raters_of,
    open_corrections,
    own_corrections,
)
from ekinerja.people.selectors.directory import (
    count_below,
    count_by_unit,
    entries_of,
    get_entry,
    iterate_directory,
    list_directory,
    search_people,
)
from ekinerja.people.selectors.exemptions import PAGE as EXEMPT_PAGE
from ekinerja.people.selectors.exemptions import exempt_employee_ids, exemption_of, exemptions_on, list_exempt
from ekinerja.people.selectors.members import Member, members_of
from ekinerja.people.selectors.persons import Person, get_person, note_private_view
from ekinerja.people.selectors.raters import (
    Following,
    following_of,
    is_rater_of,
    rater_of,
    rater_superior_of,
    rating_line_of,
    rating_lines,
    subordinates_of,
)
from ekinerja.people.selectors.scope import (
    Identity,
    Profile,
    find_people,
    identities,
    page_people,
    paths_of,
    people_below,
    profile_of,
    unit_names_of,
)
from ekinerja.people.selectors.snapshots import (
    current_appointment,
    get_employee_snapshot,
    headed_unit_ids,
    headed_units,
    snapshot_of,
    snapshots_of,
    unit_head,
    unit_heads,
)
from ekinerja.people.selectors.titles import TitleHolder, holders_of_title
from ekinerja.people.selectors.tree import (
    Node,
    list_vacancies,
    nodes_of,
    top_of_tree,
    unit_in_tree,
    units_tree,
)
from ekinerja.people.services import careers, imports
from ekinerja.people.services.change_unit import move_unit, rename_unit
from ekinerja.people.services.close_unit import close_unit
from ekinerja.people.services.correct_rater import (
    Decision,
    ask_for_correction,
    decide_correction,
    end_named_rater,
    name_rater,
    withdraw_correction,
)
from ekinerja.people.services.export_directory import (
    export_directory,
    note_failed_export,
    note_list_export,
    note_unit_export,
)
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.people.statutory_post import StatutoryPost, statutory_post

__all__ = [
    "note_failed_export",
    "note_list_export",
    "note_unit_export",
    "Member",
    "Node",
    "members_of",
    "close_unit",
    "move_unit",
    "rename_unit",
    "list_vacancies",
    "nodes_of",
    "top_of_tree",
    "unit_in_tree",
    "units_tree",
    "may_change",
    "export_directory",
    "careers",
    "ImportState",
    "Outcome",
    "Person",
    "AppointmentKind",
    "CORRECTION_PAGE",
    "CivilStatus",
    "CorrectionState",
    "Decision",
    "DirectoryFilter",
    "EXEMPT_PAGE",
    "EmployeeKind",
    "EmployeeSnapshot",
    "GONE",
    "HeadData",
    "Identity",
    "LineStep",
    "Profile",
    "RaterAnswer",
    "RaterReason",
    "RatingLine",
    "Status",
    "StatutoryPost",
    "ActingPost",
    "TitleHolder",
    "acting_posts_of",
    "ask_for_correction",
    "count_below",
    "count_by_unit",
    "current_appointment",
    "decide_correction",
    "display_name",
    "end_named_rater",
    "entries_of",
    "exempt_employee_ids",
    "exemption_of",
    "exemptions_on",
    "Following",
    "find_people",
    "following_of",
    "get_correction",
    "get_employee_snapshot",
    "get_entry",
    "get_person",
    "headed_unit_ids",
    "headed_units",
    "holders_of_title",
    "identities",
    "import_reading",
    "imports",
    "is_rater_of",
    "iterate_directory",
    "list_corrections",
    "list_directory",
    "list_exempt",
    "list_named_raters",
    "name_rater",
    "named_raters_of",
    "note_private_view",
    "open_corrections",
    "own_corrections",
    "page_people",
    "paths_of",
    "people_below",
    "profile_of",
    "rater_of",
    "rater_superior_of",
    "rating_line_of",
    "rating_lines",
    "refresh_directory",
    "search_people",
    "snapshot_of",
    "snapshots_of",
    "statutory_post",
    "subordinates_of",
    "unit_head",
    "unit_heads",
    "unit_names_of",
    "withdraw_correction",
]
