"""领导之窗. Nobody of this name holds such a post; no personal data beyond name and duties."""

from cms.demo.item import Item


def _leader(key: str, name: str, post: str, duties: str, offices: str, portrait: str) -> Item:
    """A page as all of them are written; they are submitted together."""
    return Item(
        key=f"leader-{key}",
        title=f"{post}：{name}",
        summary=duties.partition("。")[0] + "。",
        written="2026-03-02",
        bundle="leaders",
        body=f"""
![{name}的剪影画像，不代表任何真人]({portrait}) {name}

## 现任职务

云汐市人民政府{post}

## 工作分工

{duties}

## 分管和联系单位

{offices}

市长信箱：mayor@yunxi.example。来信由市政府办公室统一登记，七个工作日内答复。
""",
    )


# The newest stands on top of a list, so the first is released last.
ITEMS = (
    _leader(
        "shen", "沈望川", "市长",
        "领导市政府全面工作。负责审计、机构编制方面工作。",
        "分管市审计局。",
        "portrait-a",
    ),
    _leader(
        "gu", "顾青禾", "常务副市长",
        "负责市政府常务工作。协助市长负责发展改革、财政、统计、应急管理、政务公开、营商环境方面工作。",
        "分管市政府办公室、市发展和改革委员会、市财政局、市统计局、市应急管理局、市政务服务中心。联系市税务局、市气象局。",
        "portrait-b",
    ),
    _leader(
        "lu", "陆渚生", "副市长",
        "负责工业和信息化、交通运输、商务、市场监管方面工作。",
        "分管市工业和信息化局、市交通运输局、市商务局、市市场监督管理局。联系云汐港务公司、邮政和通信企业。",
        "portrait-a",
    ),
    _leader(
        "su", "苏汐岚", "副市长",
        "负责教育、卫生健康、医疗保障、文化旅游、体育方面工作。",
        "分管市教育局、市卫生健康委员会、市医疗保障局、市文化广电和旅游局、市体育局。联系市红十字会、云汐职业技术学院。",
        "portrait-b",
    ),
    _leader(
        "han", "韩柏舟", "副市长",
        "负责自然资源、生态环境、水利、农业农村、林业方面工作。兼任市总河长办公室主任。",
        "分管市自然资源和规划局、市生态环境局、市水利局、市农业农村局、市粮食和物资储备局。",
        "portrait-a",
    ),
    _leader(
        "xu", "许知微", "副市长",
        "负责民政、人力资源和社会保障、住房和城乡建设、城市管理方面工作。",
        "分管市民政局、市人力资源和社会保障局、市住房和城乡建设局、市城市管理局。联系市残疾人联合会、市住房公积金管理中心。",
        "portrait-b",
    ),
)[::-1]  # fmt: skip
