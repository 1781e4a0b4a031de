"""Code lists of the registers: what sort of body a unit is, and whether it is there."""

from __future__ import annotations

from lishui_dash.spec import Code, CodeList, UnitKind, Words

UNIT_KIND = CodeList(
    "unit_kind",
    (
        Code(
            UnitKind.COMMAND.value,
            Words("县级指挥部", "county command centre", "縣級指揮部"),
            ("县（市、区）指挥部", "县指挥部", "区指挥部", "指挥部", "防控办"),
        ),
        Code(
            UnitKind.CITY_COMMAND.value,
            Words("市指挥部", "city command centre", "市指揮部"),
        ),
        Code(
            UnitKind.DEPARTMENT.value,
            Words("部门", "department", "部門"),
            ("市直部门", "县直部门", "市直单位", "县直单位", "机关", "党政机关", "局"),
        ),
        Code(
            UnitKind.TOWNSHIP.value,
            Words("乡镇街道", "township or subdistrict", "鄉鎮街道"),
            ("乡镇（街道）", "乡镇", "街道", "乡", "镇"),
        ),
        Code(
            UnitKind.VILLAGE.value,
            Words("村社区", "village or community", "村社區"),
            ("村（社区）", "村", "社区", "行政村", "居委会", "村委会", "村居"),
        ),
        Code(
            UnitKind.HOSPITAL.value,
            Words("医院", "hospital", "醫院"),
            ("医疗机构", "县级医院", "市级医院", "定点医院", "公立医院"),
        ),
        Code(
            UnitKind.CLINIC.value,
            Words("基层医疗机构", "clinic", "基層醫療機構"),
            ("卫生院", "社区卫生服务中心", "乡镇卫生院"),
        ),
        Code(
            UnitKind.STORE.value,
            Words("物资库", "store", "物資庫"),
            ("仓库", "物资储备库", "储备库", "防疫物资库"),
        ),
        Code(UnitKind.OTHER.value, Words("其他单位", "other", "其他單位"), ("其他",)),
    ),
)
ENTRY_STATE = CodeList(
    "entry_state",
    (
        Code(
            "open",
            Words("在用", "in use"),
            ("启用", "正常", "运行", "新增", "新设", "保留"),
        ),
        Code(
            "closed",
            Words("停用", "closed"),
            ("撤销", "关闭", "注销", "撤并", "已停用", "已撤销", "撤点", "取消"),
        ),
    ),
)
