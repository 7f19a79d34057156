"""Shapes of the requester's portal: own requests, with what the procedure makes public."""

from __future__ import annotations

from api.attachments.schemas import AttachmentShape
from api.instances.schemas import STATES
from api.paging import PageQuery
from api.shapes import Fact, Named, Shape, choice, flag, listing, maybe_moment, maybe_one, moment, one, text, whole


class RequestsQuery(PageQuery):
    state = choice(*STATES, required=False)


class PortalTask(Shape):
    """Something that the requester is asked to do."""

    task_id = text()
    version = whole()
    name_zh = text()
    name_en = text()
    due_at = maybe_moment()


class RequestRow(Shape):
    instance_id = text()
    number = text()
    title = text()
    procedure = one(Named)
    state = choice(*STATES)
    stage = maybe_one(Named)
    started_at = moment()
    ended_at = maybe_moment()
    facts = listing(Fact)
    tasks = listing(PortalTask)


class PublicEntry(Shape):
    """One line of the request's story, without what is internal."""

    position = whole()
    at = moment()
    kind = text()
    element = maybe_one(Named)
    by_requester = flag()


class RequestDetail(RequestRow):
    version = whole()
    timeline = listing(PublicEntry)
    attachments = listing(AttachmentShape)
