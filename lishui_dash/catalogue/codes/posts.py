"""Code lists about posts, shifts, rest and transfers."""

from __future__ import annotations

from lishui_dash.spec import Code, CodeList, Words

POST_TYPE = CodeList(
    "post_type",
    (
        Code(
            "expressway_cp",
            Words("高速卡口", "expressway checkpoint"),
            ("高速口", "高速出口卡点"),
        ),
        Code(
            "provincial_cp",
            Words("省际公路卡口", "provincial border checkpoint", "省際公路卡口"),
            ("省际检查点",),
        ),
        Code(
            "road_cp",
            Words("国省县道卡口", "road checkpoint", "國省縣道卡口"),
            ("县乡道卡口", "路口卡点"),
        ),
        Code(
            "station",
            Words("车站卡口", "station checkpoint", "車站卡口"),
            ("火车站", "高铁站", "汽车站"),
        ),
        Code(
            "community_gate",
            Words("小区村口卡点", "community gate", "小區村口卡點"),
            ("小区卡点", "村口卡点", "社区卡点"),
        ),
        Code(
            "community_work",
            Words("社区排查与服务", "community work", "社區排查與服務"),
            ("网格排查", "上门排查"),
        ),
        Code(
            "isolation_point",
            Words("集中隔离点", "isolation point", "集中隔離點"),
            ("隔离点", "集中医学观察点"),
        ),
        Code(
            "designated_hospital",
            Words("定点医院隔离病区", "isolation ward", "定點醫院隔離病區"),
            ("定点医院", "隔离病区"),
        ),
        Code("fever_clinic", Words("发热门诊", "fever clinic", "發熱門診"), ("预检分诊",)),
        Code(
            "primary_care",
            Words("基层医疗机构", "primary care", "基層醫療機構"),
            ("卫生院", "社区卫生服务中心"),
        ),
        Code("lab", Words("疾控与检测", "laboratory", "疾控與檢測"), ("实验室", "流调队")),
        Code(
            "transfer",
            Words("转运车队", "transfer team", "轉運車隊"),
            ("负压救护车", "转运组"),
        ),
        Code("warehouse", Words("物资仓库", "warehouse", "物資倉庫"), ("物资组",)),
        Code("command", Words("指挥部", "command centre", "指揮部"), ("防控办", "专班")),
    ),
)
SHIFT_CODE = CodeList(
    "shift_code",
    (
        Code("day", Words("白班", "day shift"), ("早班", "日班", "A班")),
        Code("mid", Words("中班", "middle shift"), ("B班",)),
        Code("night", Words("夜班", "night shift"), ("晚班", "C班", "大夜")),
        Code("full", Words("全天", "whole day"), ("24小时", "全天候")),
        Code("standby", Words("备勤", "standby", "備勤"), ("待命",)),
    ),
)
DUTY_STATUS = CodeList(
    "duty_status",
    (
        Code("on_duty", Words("到岗", "on duty", "到崗"), ("在岗", "已到岗", "√", "是")),
        Code("planned", Words("计划", "planned", "計劃"), ("排班",)),
        Code("absent", Words("缺勤", "absent"), ("未到岗", "×", "否")),
        Code("leave", Words("请假", "on leave", "請假"), ("事假", "病假")),
        Code("rest", Words("轮休", "resting", "輪休"), ("调休", "休息")),
    ),
)
POST_STATUS = CodeList(
    "post_status",
    (
        Code("active", Words("运行", "active", "運行"), ("启用",)),
        Code("suspended", Words("暂停", "suspended", "暫停")),
        Code("withdrawn", Words("撤销", "withdrawn", "撤銷"), ("撤除",)),
    ),
)
TRANSFER_STATUS = CodeList(
    "transfer_status",
    (
        Code("ordered", Words("已下单", "ordered", "已下單")),
        Code("approved", Words("已批准", "approved")),
        Code("dispatched", Words("已发出", "dispatched", "已發出")),
        Code("received", Words("已签收", "received", "已簽收"), ("已到货",)),
        Code("cancelled", Words("已取消", "cancelled")),
    ),
)
REST_TYPE = CodeList(
    "rest_type",
    (
        Code("rotation", Words("轮休", "rotation", "輪休")),
        Code("lieu", Words("调休", "time in lieu", "調休")),
        Code("makeup", Words("补休", "made up later", "補休")),
        Code("forced", Words("强制休息", "forced rest", "強制休息"), ("强制休息令",)),
    ),
)
REST_TRIGGER = CodeList(
    "rest_trigger",
    (
        Code(
            "long_days",
            Words("连续工作天数", "many days in a row", "連續工作天數"),
            ("连续15天以上",),
        ),
        Code(
            "long_hours",
            Words("日均工时超限", "long hours", "日均工時超限"),
            ("日均10小时以上",),
        ),
        Code("ill", Words("带病上岗", "ill at work", "帶病上崗")),
        Code("pregnant", Words("孕期哺乳期", "pregnant or nursing"), ("孕期",)),
        Code("other", Words("其他", "other")),
    ),
)
REST_STATUS = CodeList(
    "rest_status",
    (
        Code("proposed", Words("拟安排", "proposed", "擬安排")),
        Code("ordered", Words("已下达", "ordered", "已下達")),
        Code("executed", Words("已执行", "executed", "已執行"), ("已休",)),
        Code("not_executed", Words("未执行", "not executed", "未執行")),
        Code("unable", Words("确不能安排", "unable", "確不能安排"), ("不能调休",)),
    ),
)
