"""Document numbers, attachments, sources, what the fields of a page say."""

from datetime import date

from workflow.proofreading import Context

NUMBER = Context(number="云政发〔2024〕6号")
TWO = Context(attachments=2)
NONE = Context(images=0)
REPRINT = Context(kind="reprint", source="")
EARLY = Context(written=date(2025, 3, 20), published=date(2025, 3, 12))

FOUND = {
    "DOCNO_BRACKET": [
        ("云政发⟦[2024]⟧5号", "〔2024〕"),
        ("云水函⟦（2023）⟧12号", "〔2023〕"),
        ("云政办发⟦【2025】⟧3号", "〔2025〕"),
        ("依据云民发⟦(2022)⟧8号文件", "〔2022〕"),
        ("云民发 ⟦﹝2022﹞⟧ 8号", "〔2022〕"),
    ],
    "DOCNO_ZERO": [
        ("云政发〔2024〕⟦05号⟧", "5号"),
        ("云水函〔2023〕⟦012号⟧", "12号"),
        ("云政办发〔2025〕⟦003号⟧", "3号"),
        ("依据云民发〔2022〕⟦08号⟧文件", "8号"),
    ],
    "DOCNO_DI": [
        ("云政发〔2024〕⟦第5号⟧", "5号"),
        ("云水函〔2023〕⟦第12号⟧", "12号"),
        ("云政办发〔2025〕⟦第03号⟧", "3号"),
        ("依据云民发〔2022〕⟦第8号⟧文件", "8号"),
    ],
    "DOCNO_YEAR": [
        ("云政发⟦〔24〕⟧5号", ""),
        ("云水函⟦〔23〕⟧12号", ""),
        ("云政办发⟦[25]⟧3号", ""),
        ("依据云民发⟦〔22〕⟧8号文件", ""),
    ],
    "META_DOCNO_DIFF": [
        ("⟦云政发〔2024〕5号⟧", "", NUMBER),
        ("云汐市人民政府\n⟦云政发〔2023〕6号⟧", "", NUMBER),
        ("⟦云政办发〔2024〕6号⟧", "", NUMBER),
        ("　　⟦云政发〔2024〕16号⟧\n各镇人民政府：", "", NUMBER),
    ],
    "ATTACH_NAME_PUNCT": [
        ("附件：1.申报表⟦。⟧", ""),
        ("附件：申报表⟦。⟧", ""),
        ("附件：1.申报表\n2.证明样式⟦；⟧", ""),
        ("附件：1. 云汐市防汛预案⟦，⟧", ""),
    ],
    "ATTACH_HEAD_PUNCT": [
        ("附件1⟦：⟧\n申报表", ""),
        ("附件2⟦.⟧\n证明样式", ""),
        ("附件 3⟦、⟧", ""),
        ("附件4⟦：⟧", ""),
    ],
    "ATTACH_REF_MISSING": [
        ("具体见⟦附件3⟧。", "", TWO),
        ("请填写⟦附件5⟧后报送。", "", TWO),
        ("详见⟦附件4⟧和附件4。", "", TWO),
        ("格式同⟦附件 3⟧。", "", TWO),
    ],
    "FIGURE_MISSING": [
        ("流程如⟦下图⟧所示。", "", NONE),
        ("位置见⟦图1⟧。", "", NONE),
        ("走向如⟦图 2⟧。", "", NONE),
        ("⟦下图⟧为新馆外景。", "", NONE),
    ],
    "SOURCE_MISSING": [
        ("⟦⟧云汐湖迎来候鸟", "", REPRINT),
        ("⟦⟧本文转自别处", "", REPRINT),
        ("⟦⟧新桥通车", "", Context(kind="reprint")),
        ("⟦⟧学校开学", "", Context(kind="reprint", source=" ")),
    ],
    "META_DATE_ORDER": [
        ("⟦⟧关于做好防汛工作的通知", "", EARLY),
        ("⟦⟧新桥通车", "", EARLY),
        ("⟦⟧学校开学", "", Context(written=date(2025, 1, 1), published=date(2024, 12, 31))),
        ("⟦⟧水库放水", "", Context(written=date(2026, 1, 1), published=date(2025, 1, 1))),
    ],
    "PII_IN_ATTACHMENT": [],
}

ALONE = {
    "DOCNO_BRACKET": [
        "云政发〔2024〕5号",
        "（2023）云0105民初1234号",
        "云汐小区（2024）5号楼",
        "国务院公报（2024）第5号",
    ],
    "DOCNO_ZERO": ["云政发〔2024〕5号", "云政发〔2024〕50号", "第05号公告", "车次为05号"],
    "DOCNO_DI": ["云政发〔2024〕5号", "市政府令第5号", "2024年第5号公告", "第5号窗口"],
    "DOCNO_YEAR": ["云政发〔2024〕5号", "参考文献[12]", "（24）张", "第〔5〕项"],
    "META_DOCNO_DIFF": [
        ("云政发〔2024〕6号", NUMBER),
        ("依据云政发〔2023〕9号文件办理。", NUMBER),
        ("云政发〔2024〕5号", Context()),
        ("各镇人民政府：", NUMBER),
    ],
    "ATTACH_NAME_PUNCT": [
        "附件：1.申报表",
        "附件：请下载后填写，并于5月前报送。",
        "附件已上传。",
        "2.证明样式。",
    ],
    "ATTACH_HEAD_PUNCT": ["附件1", "附件：1.申报表", "附件2\n证明样式", "见附件1，请填写。"],
    "ATTACH_REF_MISSING": [
        ("具体见附件2。", TWO),
        ("具体见附件3。", Context()),
        ("附件3\n申报表\n具体见附件3。", TWO),
        ("《云汐市防汛预案》附件3", TWO),
    ],
    "FIGURE_MISSING": [
        ("流程如下图所示。", Context(images=1)),
        ("流程如下图所示。", Context()),
        ("到图书馆办理。", NONE),
        ("地图已更新。", NONE),
    ],
    "SOURCE_MISSING": [
        ("新桥通车", Context(kind="reprint", source="云汐日报")),
        ("新桥通车", Context(source="")),
        ("新桥通车", Context()),
        ("本文转自别处", Context(kind="article", source="")),
    ],
    "META_DATE_ORDER": [
        ("新桥通车", Context(written=date(2025, 3, 12), published=date(2025, 3, 12))),
        ("新桥通车", Context(written=date(2025, 3, 12))),
        ("新桥通车", Context(published=date(2025, 3, 12))),
        ("新桥通车", Context()),
    ],
}
