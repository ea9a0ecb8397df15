"""The door of the notifications."""

from ekinerja.notices.reading import PAGE, NotificationPage, count_unread, list_notifications, unread
from ekinerja.notices.telling import Message, mark_all_read, notify, open_notification

__all__ = [
    "PAGE",
    "Message",
    "NotificationPage",
    "count_unread",
    "list_notifications",
    "mark_all_read",
    "notify",
    "open_notification",
    "unread",
]
