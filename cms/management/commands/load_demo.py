"""`manage.py load_demo`: a fictional city with people, pages in every state, and sign-ins."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override
from tqdm import tqdm

from cms.demo import clock, people, story, tree
from cms.demo.journey import Cast, review, submit
from ledger import releases
from workflow import appointments
from workflow.models import Appointment, PageReview, Person
from workflow.refusals import Refused

BEGINNING = "2026-01-05"
_PACE = timedelta(minutes=40)
_BAR = "{desc}{bar} {n_fmt}/{total_fmt}"


class Command(BaseCommand):
    """Fills an empty installation; run again, it finishes what is missing."""

    help = "Fills an empty installation with a fictional city, and prints the sign-ins."
    # Django would read every screen of both sides to look at their addresses, before any work; the
    # server that starts next reads them anyway.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Make people, tree and items, each through the commands that real people use."""
        # Here and not in a process of its own: each start of Python is a second of a person's time.
        call_command("migrate", verbosity=0)
        with override("zh-hans"), clock.moved(BEGINNING) as time:
            self._ceremony()
            cast = Cast.assemble(time)
            self._structure(cast)
            missing = story.missing(cast)
            # No rate: the clock of this process jumps from day to day.
            for act in tqdm(
                missing, desc="云汐市的一年 ", bar_format=_BAR, disable=not missing or None
            ):
                time.go_on(act.moment)
                act.perform()
        self._sign_ins()

    def _ceremony(self) -> None:
        numbers = {person.number for person in people.EVERYBODY}
        if Appointment.objects.exists():
            if Person.objects.filter(number__in=numbers, name="林晓").exists():
                return
            raise CommandError("这里已经有真实的任命，演示数据只能装入空的系统。")
        try:
            appointments.first_start(
                system=people.SYSTEM,
                security=people.SECURITY,
                audit=people.AUDIT,
                people=people.PEOPLE,
                appointments=people.APPOINTMENTS,
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    @transaction.atomic
    def _structure(self, cast: Cast) -> None:
        number = people.LIN.number
        pages = tree.build(cast.user(number))
        home = PageReview.objects.get(page_id=pages[0].pk)
        if releases.newest(home.uid) is None and home.submission is None:
            review(cast, submit(cast, number, pages, "网站框架、首页和栏目一并送审。"), _PACE)

    def _sign_ins(self) -> None:
        self.stdout.write(f"\n公众看到的网站  {settings.SANSHEN_PUBLIC_ORIGIN}/")
        self.stdout.write(f"审稿台          {settings.SANSHEN_EDITING_ORIGIN}/admin/\n")
        for person in people.EVERYBODY:
            duty = people.DUTIES[person.username]
            self.stdout.write(f"  {person.username:<9} {person.name}  {duty}")
        self.stdout.write(f"\n每个人的密码都是 {people.PASSWORD}")
        self.stdout.write(
            "\n先试这个：以 lin 登录，在“页面”里写一篇稿件并送审；"
            "依次以 zhou、wu、zheng 在审稿台签署；\n"
            "回到公众网站阅读并搜索它；以 qian 看审计日志；最后运行 manage.py verify_ledger。\n"
        )
