"""The roles that the documented procedures name, with what each is for. They are there from the first start."""

from __future__ import annotations

from dataclasses import dataclass

from engine.kernel.permissions import Permission


@dataclass(frozen=True, slots=True)
class BuiltInRole:
    """``id`` is the candidate group's name in diagrams."""

    id: str
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    permissions: tuple[Permission, ...] = ()


ADMINISTRATOR = "administrator"

BUILT_IN_ROLES: tuple[BuiltInRole, ...] = (
    BuiltInRole(
        "requester", "用户", "Requester", "提出请求、确认解决、评价服务", "Raises calls, confirms that a call is solved, scores the service"
    ),
    BuiltInRole(
        "customer_representative",
        "用户代表",
        "Customer representative",
        "提出服务需求、签署服务级别协议、参加评审",
        "States service needs, signs SLAs, takes part in reviews",
    ),
    BuiltInRole(
        "service_desk",
        "服务台",
        "Service desk",
        "受理、登记、解答、派单、跟踪、关闭;首问负责",
        "Accepts, registers, answers, dispatches, tracks and closes; owns a call from first contact to closure",
    ),
    BuiltInRole("service_engineer", "服务工程师", "Service engineer", "接手并解决派发的请求", "Takes over and solves dispatched calls"),
    BuiltInRole(
        "service_desk_lead",
        "服务台组长",
        "Service desk lead",
        "派单、处理超时和有争议的请求、检查质量",
        "Dispatches, handles overdue and disputed calls, reviews quality",
        (Permission.TASKS_ASSIGN,),
    ),
    BuiltInRole(
        "customer_service_supervisor",
        "客服主管",
        "Customer service supervisor",
        "重大投诉、质量评分、排班",
        "Major complaints, quality scoring, rosters",
        (Permission.TASKS_ASSIGN,),
    ),
    BuiltInRole(
        "project_manager",
        "项目经理",
        "Project manager",
        "服务台制度、特殊事件、绩效",
        "Desk procedures, special events, performance",
        (Permission.TASKS_ASSIGN,),
    ),
    BuiltInRole("quality_inspector", "质检员", "Quality inspector", "回访、质量评分", "Call-backs, call scoring"),
    BuiltInRole(
        "service_level_manager",
        "服务级别经理",
        "Service level manager",
        "负责服务级别流程、服务目录、协议和评审",
        "Owns the service level process, catalogue, agreements and reviews",
        (Permission.TASKS_ASSIGN,),
    ),
    BuiltInRole(
        "agreement_owner",
        "协议维护人",
        "Agreement owner",
        "起草和修订 SLA、OLA、UC,收集数据并编写服务报告",
        "Drafts and revises SLA, OLA and UC; collects measurements, writes service reports",
    ),
    BuiltInRole(
        "service_management_group",
        "服务管理小组",
        "Service management group",
        "评审协议和服务规范",
        "Reviews agreements and service specifications",
    ),
    BuiltInRole("technical_operations", "技术运营中心", "Technical operations", "策划新服务和变更服务", "Plans new and changed services"),
    BuiltInRole(
        "system_integration",
        "系统集成部",
        "System integration",
        "批准服务规范、供应商管理、协议存档",
        "Approves service specifications, manages suppliers, keeps agreements on file",
    ),
    BuiltInRole("internal_supplier", "内部供应商", "Internal supplier", "运营级别协议的对方部门", "Counterpart of an OLA"),
    BuiltInRole(
        "external_supplier",
        "外部服务商",
        "External supplier",
        "支持合同的对方,支持请求处理并提交服务报告",
        "Counterpart of a UC, supports calls, delivers service reports",
    ),
    BuiltInRole("sales", "销售部门", "Sales", "收集变更的需求,与客户签署 SLA", "Collects changed needs, signs SLAs with the customer"),
    BuiltInRole("business_department", "业务部", "Business department", "起草、归档和管理合同", "Drafts, files and manages contracts"),
    BuiltInRole("purchasing", "采购", "Purchasing", "向供应商采购", "Purchases from suppliers"),
    BuiltInRole("department_manager", "部门经理", "Department manager", "本部门审批", "Approvals in the department"),
    BuiltInRole(
        "management", "管理层", "Management", "合同评审、管理评审、重大投诉", "Contract review, management review, major complaints"
    ),
    BuiltInRole(
        "management_system_owner",
        "管理体系负责人",
        "Management system owner",
        "接收改进结果,组织管理评审",
        "Receives improvement results, runs management reviews",
    ),
    BuiltInRole(
        "quality_department",
        "质量部门",
        "Quality department",
        "质量反馈、纠正措施、调查结果",
        "Quality feedback, corrective action, survey results",
    ),
    BuiltInRole("human_resources", "人力资源部", "Human resources", "计划、考核、考勤", "Plans, appraisals, attendance"),
    BuiltInRole(
        "auditor",
        "审核员",
        "Auditor",
        "查看全部,不作任何更改",
        "Reads everything, changes nothing",
        (Permission.EVIDENCE_READ, Permission.CASES_READ_ALL, Permission.JOBS_READ),
    ),
    BuiltInRole(
        "process_owner",
        "流程负责人",
        "Process owner",
        "编辑并发布所负责制度的流程图、决策和表单",
        "Edits and publishes the diagrams, decisions and forms of the procedures that they own",
        (Permission.DEFINITIONS_DEPLOY,),
    ),
    BuiltInRole(
        ADMINISTRATOR,
        "系统管理员",
        "Administrator",
        "用户、角色、设置;不因此看到更多业务数据",
        "Users, roles, settings; sees no more business data than the role needs",
        (
            Permission.USERS_MANAGE,
            Permission.ROLES_MANAGE,
            Permission.ORGANISATION_MANAGE,
            Permission.DEFINITIONS_DEPLOY,
            Permission.INSTANCES_ADMINISTER,
            Permission.INCIDENTS_MANAGE,
            Permission.JOBS_READ,
            Permission.EVIDENCE_READ,
        ),
    ),
)
