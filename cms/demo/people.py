"""Who works in 云汐市: names, duties, sign-ins."""

from workflow.appointments import Administrator, FirstAppointment
from workflow.roles import Duty

PASSWORD = "sanshen-demo"  # noqa: S105 - known to everybody: the demo listens on loopback alone


def _person(number: str, name: str, username: str, post: str, department: str) -> Administrator:
    return Administrator(number, name, username, PASSWORD, post, department)


SYSTEM = _person("0301", "孙系", "sysadmin", "系统管理员", "市信息中心")
SECURITY = _person("0302", "安平", "secadmin", "安全管理员", "市信息中心")
AUDIT = _person("0303", "钱正", "qian", "审计员", "市政府督查室")
LIN = _person("0101", "林晓", "lin", "编辑", "市政府办公室")
CHEN = _person("0102", "陈立", "chen", "编辑", "市政府办公室")
ZHOU = _person("0201", "周敏", "zhou", "信息公开科科长", "市政府办公室")
WU = _person("0202", "吴刚", "wu", "政务公开处处长", "市政府办公室")
ZHENG = _person("0203", "郑岚", "zheng", "副主任", "市政府办公室")
TANG = _person("0204", "唐宁", "tang", "信息公开科副科长", "市政府办公室")
HE = _person("0401", "何苗", "he", "实习生", "市政府办公室")

PEOPLE = (LIN, CHEN, ZHOU, TANG, WU, ZHENG, HE)
EVERYBODY = (*PEOPLE, AUDIT, SYSTEM, SECURITY)
DRAFTERS = {"lin": LIN, "chen": CHEN}
APPOINTMENTS = tuple(
    FirstAppointment(person.number, duty, reason="演示任命")
    for person, duty in (
        (LIN, Duty.DRAFT),
        (CHEN, Duty.DRAFT),
        (ZHOU, Duty.FIRST),
        (TANG, Duty.FIRST),
        (WU, Duty.SECOND),
        (ZHENG, Duty.FINAL),
    )
)
DUTIES = {
    "lin": "拟稿", "chen": "拟稿", "zhou": "初审", "tang": "初审", "wu": "复审", "zheng": "终审",
    "qian": "审计管理员", "sysadmin": "系统管理员", "secadmin": "安全管理员", "he": "没有任命",
}  # fmt: skip
