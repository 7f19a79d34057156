"""Sentences for what is found while the file is read: XML, dialect, constructs without a place in the model."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "diagram_refused": (
        "Expected a diagram that can be executed as drawn, but found {count} fault(s).",
        "流程图应能按图执行，但发现 {count} 处错误。",
    ),
    # the file
    "not_bpmn": (
        "Expected BPMN 2.0 definitions, but the file holds '{name}' of the namespace '{namespace}'.",
        "文件应为 BPMN 2.0 定义，但内容是命名空间“{namespace}”的“{name}”。",
    ),
    "no_process": (
        "Expected a process in the file, but there is none.",
        "文件中应有一个流程，但没有找到。",
    ),
    "not_executable": (
        "Expected a process that is marked executable, but this file is a drawing only: set isExecutable to true.",
        "流程应标记为可执行，但该文件只是图纸：请将 isExecutable 设为 true。",
    ),
    "several_executable_processes": (
        "Expected one executable process in a file, but there are {count}: keep one and deploy the others from files of their own.",
        "一个文件应只有一个可执行流程，但有 {count} 个：请保留一个，其余放入各自的文件。",
    ),
    "id_missing": (
        "Expected every element to have an id, but a '{kind}' has none.",
        "每个元素都应有 id，但有一个“{kind}”没有。",
    ),
    "id_duplicate": (
        "Expected ids to be unique in the file, but '{id}' is used more than once.",
        "id 在文件中应唯一，但“{id}”被多次使用。",
    ),
    "nested_too_deep": (
        "Expected sub-processes nested at most {limit} deep, but they are nested deeper.",
        "子流程嵌套应不超过 {limit} 层，但实际更深。",
    ),
    "reference_missing": (
        "Expected the {kind} '{id}' to be defined in the file, but it is not.",
        "文件中应定义{kind}“{id}”，但没有。",
    ),
    # the dialect
    "extension_not_supported": (
        "Expected only extensions that are carried out, but '{name}' on '{owner}' would be ignored: remove it.",
        "扩展应能被执行，但“{owner}”上的“{name}”会被忽略：请删除。",
    ),
    "extension_misplaced": (
        "Expected '{name}' only where it has an effect, but on '{owner}' it has none: remove it.",
        "“{name}”应放在有作用的元素上，但在“{owner}”上不起作用：请删除。",
    ),
    "extension_twice": (
        "Expected '{name}' once, but it is there several times: only one of them could count.",
        "“{name}”应只出现一次，但出现了多次：只有一个能生效。",
    ),
    "said_twice": (
        "Expected {place} to be said once, but it is said in two ways: only one of them could count.",
        "{place}应只说明一次，但以两种方式说明：只有一种能生效。",
    ),
    "extension_attribute_not_supported": (
        "Expected only attributes that are carried out, but '{attribute}' of '{name}' would be ignored: remove it.",
        "属性应能被执行，但“{name}”的“{attribute}”会被忽略：请删除。",
    ),
    "foreign_dialect": (
        "Expected extensions of the zeebe dialect, but '{name}' belongs to {dialect}: say it in the zeebe dialect.",
        "扩展应使用 zeebe 方言，但“{name}”属于 {dialect}：请改用 zeebe 方言。",
    ),
    "camunda_properties_ignored": (
        "Expected properties to be zeebe:properties, but camunda:properties were found: they are ignored.",
        "属性应写为 zeebe:properties，但发现 camunda:properties：它们会被忽略。",
    ),
    "binding_not_supported": (
        "Expected '{name}' to be bound to the deployment or the latest version, but it says '{binding}'.",
        "“{name}”应绑定到同一部署或最新版本，但写的是“{binding}”。",
    ),
    "expression_not_feel": (
        "Expected FEEL for '{place}', but '{text}' is another language: write for example '= amount > 100'.",
        "“{place}”应使用 FEEL 表达式，但“{text}”是另一种语言：例如应写“= amount > 100”。",
    ),
    "mapping_incomplete": (
        "Expected an {direction} mapping to have a source and a target, but that for '{target}' lacks one.",
        "{direction}映射应有来源和目标，但“{target}”的映射缺少一项。",
    ),
    # activities
    "flag_invalid": (
        "Expected {attribute} to be true or false, but it is '{value}'.",
        "{attribute} 应为 true 或 false，但为“{value}”。",
    ),
    "resource_role_not_supported": (
        "Expected the people of a task in zeebe:assignmentDefinition, but '{name}' was used.",
        "任务的办理人应写在 zeebe:assignmentDefinition 中，但使用了“{name}”。",
    ),
    "form_not_by_id": (
        "Expected the id of a deployed form, but '{form}' is not one.",
        "应填写已部署表单的 id，但“{form}”不是。",
    ),
    "script_language": (
        "Expected the script to be a FEEL expression, but its language is '{language}'.",
        "脚本应为 FEEL 表达式，但其语言为“{language}”。",
    ),
    "script_missing": (
        "Expected the script task to have a FEEL expression, but it has none.",
        "脚本任务应有 FEEL 表达式，但没有。",
    ),
    "decision_missing": (
        "Expected the business rule task to name a decision, but it names none.",
        "业务规则任务应指定一个决策，但没有指定。",
    ),
    "service_task_without_connector": (
        "Expected the service task to name a connector as its task type, but it names none.",
        "服务任务应以任务类型指定一个连接器，但没有指定。",
    ),
    "call_without_process": (
        "Expected the call activity to name the process that it calls, but it names none.",
        "调用活动应指定被调用的流程，但没有指定。",
    ),
    "global_task_called": (
        "Expected the call activity to call a process, but '{id}' is a global task.",
        "调用活动应调用流程，但“{id}”是全局任务。",
    ),
    "quantity_not_one": (
        "Expected {attribute} to be 1, but it is '{value}'.",
        "{attribute} 应为 1，但为“{value}”。",
    ),
    # loops
    "loop_without_end": (
        "Expected the loop to have a condition or a maximum, but it has neither.",
        "循环应有条件或最大次数，但两者都没有。",
    ),
    "loop_maximum_invalid": (
        "Expected the loop's maximum to be a whole number of at least 1, but it is '{value}'.",
        "循环的最大次数应为不小于 1 的整数，但为“{value}”。",
    ),
    "loop_cardinality_negative": (
        "Expected the loop's cardinality not to be negative, but it is '{value}'.",
        "循环的实例数不应为负数，但为“{value}”。",
    ),
    "multi_instance_without_collection": (
        "Expected the multi-instance activity to name its input collection, but it names none.",
        "多实例活动应指定输入集合，但没有指定。",
    ),
    "collection_not_expression": (
        "Expected the input collection to be an expression such as '=items', but it is the text '{text}'.",
        "输入集合应为表达式（例如“=items”），但它是文本“{text}”。",
    ),
    "multi_instance_output_incomplete": (
        "Expected an output collection and an output element together, but only one of them is given.",
        "输出集合和输出元素应同时给出，但只给出了其中一个。",
    ),
    "multi_instance_behaviour": (
        "Expected the multi-instance activity to throw no event of its own, but its behaviour is '{behaviour}'.",
        "多实例活动不应自行抛出事件，但其行为为“{behaviour}”。",
    ),
    # constructs that are not executed
    "transaction_not_supported": (
        "Expected an embedded sub-process, but this is a transaction: draw the undoing as normal flow.",
        "应为嵌入式子流程，但这是事务子流程：请将撤销步骤画为普通流程。",
    ),
    "ad_hoc_not_supported": (
        "Expected the order of the steps to be drawn, but this is an ad-hoc sub-process.",
        "应画出步骤的先后顺序，但这是即席（ad-hoc）子流程。",
    ),
    "complex_gateway_not_supported": (
        "Expected an exclusive, parallel or inclusive gateway, but this is a complex gateway.",
        "应为排他、并行或包容网关，但这是复杂网关。",
    ),
    "choreography_not_supported": (
        "Expected a process, but this is a choreography.",
        "应为流程，但这是编排（choreography）。",
    ),
    "compensation_not_supported": (
        "Expected no compensation, but this element uses it: draw the undoing as normal flow.",
        "不应使用补偿，但该元素使用了补偿：请将撤销步骤画为普通流程。",
    ),
    "element_not_supported": (
        "Expected only BPMN elements that are executed, but '{name}' is not: remove it.",
        "应只使用可执行的 BPMN 元素，但“{name}”不可执行：请删除。",
    ),
    "data_is_documentation": (
        "Expected variables to need no drawing, but '{name}' was drawn: it is kept as documentation and not executed.",
        "变量无需画出，但图中有“{name}”：它只作为说明，不会执行。",
    ),
    "data_assignment_not_supported": (
        "Expected data to be passed by zeebe:ioMapping, but a data association computes something.",
        "数据应由 zeebe:ioMapping 传递，但数据关联中有赋值或转换。",
    ),
    # events
    "several_event_definitions": (
        "Expected an event to have one definition, but it has {count}: use one event for each.",
        "一个事件应只有一个定义，但有 {count} 个：请为每个定义使用单独的事件。",
    ),
    "timer_incomplete": (
        "Expected the timer to have one date, duration or cycle, but it has {count}.",
        "定时器应有一个日期、时长或周期，但有 {count} 个。",
    ),
    "message_missing": (
        "Expected the message event to name a message, but it names none.",
        "消息事件应指定一个消息，但没有指定。",
    ),
    "message_without_name": (
        "Expected the message '{message}' to have a name, but it has none.",
        "消息“{message}”应有名称，但没有。",
    ),
    "event_reference_missing": (
        "Expected the event to name its {kind}, but it names none.",
        "事件应指定其{kind}，但没有指定。",
    ),
    "event_name_missing": (
        "Expected the {kind} '{id}' to have the attribute {attribute}, but it has none.",
        "{kind}“{id}”应有属性 {attribute}，但没有。",
    ),
    "condition_event_empty": (
        "Expected the conditional event to have a condition, but it has none.",
        "条件事件应有条件，但没有。",
    ),
    "event_gateway_instantiates": (
        "Expected the process to begin with a start event, but an event-based gateway is to begin it.",
        "流程应以开始事件启动，但由事件网关启动。",
    ),
    "event_gateway_parallel": (
        "Expected the event-based gateway to wait for one of its events, but it is to wait for all.",
        "事件网关应等待其中一个事件，但要求等待全部事件。",
    ),
    # flows
    "condition_language": (
        "Expected the condition to be a FEEL expression, but its language is '{language}'.",
        "条件应为 FEEL 表达式，但其语言为“{language}”。",
    ),
}
