"""Lists that policy documents choose from. The words are what is signed, so they are Chinese."""

from django.utils.translation import gettext_lazy as _

# 党政机关公文处理工作条例（中办发〔2012〕14号）第八条: fifteen kinds. Bodies of government also
# publish rules (规章) and other normative documents, which the list of kinds does not name.
DOCUMENT_KINDS = (
    "决议", "决定", "命令（令）", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示",
    "批复", "议案", "函", "纪要",
)  # fmt: skip

# The subjects (主题分类) under which the State Council's directory of disclosed documents is kept.
SUBJECTS = (
    "综合政务", "国民经济管理、国有资产监管", "财政、金融、审计", "国土资源、能源",
    "农业、林业、水利", "工业、交通", "商贸、海关、旅游", "市场监管、安全生产监管",
    "城乡建设、环境保护", "科技、教育", "文化、广电、新闻出版", "卫生、体育",
    "人口与计划生育、妇女儿童工作", "劳动、人事、监察", "公安、安全、司法", "民政、扶贫、救灾",
    "民族、宗教", "对外事务", "港澳台侨工作", "国防", "其他",
)  # fmt: skip

VALIDITIES = (
    ("valid", _("In force")),
    ("amended", _("In force as amended")),
    ("expired", _("Expired")),
    ("repealed", _("Repealed")),
)


def choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Give words as choices that mean themselves."""
    return [(word, word) for word in words]
