"""Sentences for what is found in the process as drawn: flows, gateways, events, people, expressions, references."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    # ways
    "scope_empty": (
        "Expected something to do inside, but there is nothing.",
        "内部应有要执行的步骤，但为空。",
    ),
    "no_start": (
        "Expected a start event or a first step that no flow enters, but there is neither.",
        "应有开始事件或没有流入的首个步骤，但两者都没有。",
    ),
    "flow_dangling": (
        "Expected the {side} of the flow to be a flow node, but '{id}' is none.",
        "顺序流的{side}应为流程节点，但“{id}”不是。",
    ),
    "flow_crosses_border": (
        "Expected the flow to stay inside its process or sub-process, but its {side} '{id}' lies in another one.",
        "顺序流应在同一流程或子流程内，但其{side}“{id}”在另一个之中。",
    ),
    "entered_by_flow": (
        "Expected no flow to enter this {kind}, but one does.",
        "{kind}不应有流入的顺序流，但存在流入。",
    ),
    "left_by_flow": (
        "Expected no flow to leave this {kind}, but one does.",
        "{kind}不应有流出的顺序流，但存在流出。",
    ),
    "dead_end": (
        "Expected a flow to leave this {kind}, but none does: lead it on, to an end event for example.",
        "{kind}应有流出的顺序流，但没有：请继续连接，例如连到结束事件。",
    ),
    "unreachable": (
        "Expected some path from a start to lead here, but none does: this {kind} would never happen.",
        "应有从开始到此处的路径，但没有：该{kind}永远不会执行。",
    ),
    "no_way_out": (
        "Expected every path to come to an end, but {count} element(s) go round for ever: {nodes}.",
        "每条路径都应能结束，但有 {count} 个元素循环往复、无法到达结束：{nodes}。",
    ),
    "automatic_cycle": (
        "Expected something to wait for in every circle, but this one goes round by itself: {nodes}.",
        "循环中应有等待的步骤，但此循环会自动反复执行：{nodes}。",
    ),
    # deciding
    "condition_missing": (
        "Expected a condition, as the gateway '{gateway}' has to choose, but this flow has none and is not the default.",
        "网关“{gateway}”需要选择，该顺序流应有条件，但既无条件也不是默认流。",
    ),
    "condition_ignored": (
        "Expected no condition, as a {kind} does not choose between flows, but there is one.",
        "{kind}不在顺序流之间选择，不应有条件，但设置了条件。",
    ),
    "default_flow_misplaced": (
        "Expected a default flow only where conditions decide, but a {kind} names one.",
        "默认流应只用于按条件选择之处，但{kind}指定了默认流。",
    ),
    "default_flow_foreign": (
        "Expected the default flow '{flow}' to leave this element, but it does not.",
        "默认流“{flow}”应从该元素流出，但不是。",
    ),
    "default_flow_with_condition": (
        "Expected the default flow to have no condition, but it has one.",
        "默认流不应有条件，但设置了条件。",
    ),
    "no_default_flow": (
        "Expected a default flow for the case that no condition holds, but there is none: such a case would stop here.",
        "应有默认流以应对所有条件都不成立的情况，但没有：届时流程会停在此处。",
    ),
    "event_gateway_single": (
        "Expected the event-based gateway to wait for several events, but there is one only.",
        "事件网关应等待多个事件，但只有一个。",
    ),
    "event_gateway_target": (
        "Expected the event-based gateway '{gateway}' to lead to message, timer, signal or conditional catch events or plain receive tasks,"
        " but this is a {kind} or has more to it.",
        "事件网关“{gateway}”之后应为消息、定时、信号或条件捕获事件，或普通接收任务，但此处为{kind}或带有其他设置。",
    ),
    "event_gateway_target_shared": (
        "Expected only the event-based gateway '{gateway}' to lead here, but another flow does too.",
        "此处应只由事件网关“{gateway}”进入，但还有其他流入。",
    ),
    # events
    "event_not_supported": (
        "Expected an event that is executed as {place}, but an event of kind {kind} is not.",
        "此处（{place}）应使用可执行的事件，但{kind}类事件在此不可执行。",
    ),
    "several_plain_starts": (
        "Expected one plain start event, but there are {count}: it would be unclear where a case begins.",
        "应只有一个普通开始事件，但有 {count} 个：无法确定从何处开始。",
    ),
    "several_starts": (
        "Expected one start event in the sub-process, but there are {count}.",
        "子流程应只有一个开始事件，但有 {count} 个。",
    ),
    "event_sub_process_starts": (
        "Expected exactly one start event in the event sub-process, but there are {count}.",
        "事件子流程应有且仅有一个开始事件，但有 {count} 个。",
    ),
    "start_not_literal": (
        "Expected the name of a process start as plain text, but '{text}' is an expression: nothing is known yet to compute it from.",
        "流程开始事件的名称应为固定文本，但“{text}”是表达式：此时尚无可用于计算的数据。",
    ),
    "start_timer_duration": (
        "Expected the timer of a process start to be a date or a cycle, but it is a duration.",
        "流程的定时开始应为日期或周期，但使用了时长。",
    ),
    "error_must_interrupt": (
        "Expected the catching of an error to interrupt, as BPMN has it, but this event is drawn as non-interrupting.",
        "按 BPMN 规定，捕获错误应中断原活动，但该事件画为非中断。",
    ),
    "code_missing": (
        "Expected the {kind} that is thrown to have a code, but it has none.",
        "抛出的{kind}应有代码，但没有。",
    ),
    "code_not_literal": (
        "Expected the {kind} code that is caught as plain text, but '{text}' is an expression.",
        "捕获的{kind}代码应为固定文本，但“{text}”是表达式。",
    ),
    "boundary_unattached": (
        "Expected the boundary event to be attached to an activity beside it, but '{id}' is none.",
        "边界事件应附着在同一层的活动上，但“{id}”不是。",
    ),
    "boundary_misplaced": (
        "Expected the boundary event to be attached to an activity, but '{host}' is a {kind}.",
        "边界事件应附着在活动上，但“{host}”是{kind}。",
    ),
    "boundary_never": (
        "Expected the activity to take time, but the {kind} '{host}' is done at once: this event will never happen.",
        "带有该边界事件的活动应需要时间，但{kind}“{host}”会立即完成：此事件永远不会发生。",
    ),
    "caught_twice": (
        "Expected one handler for the {kind} '{code}' at one place, but '{other}' catches it too.",
        "同一处的{kind}“{code}”应只有一个处理者，但“{other}”也捕获它。",
    ),
    "cycle_fires_once": (
        "Expected a repeating timer to repeat, but here only its first time counts: use a duration, or make it non-interrupting.",
        "周期定时器应重复触发，但此处只有第一次有效：请改用时长，或设为非中断。",
    ),
    "message_without_key": (
        "Expected a correlation key that tells which case a message is for, but '{name}' has none: it can only be delivered to one case.",
        "应有关联键来说明消息属于哪个案例，但“{name}”没有：消息只能直接投递给某个案例。",
    ),
    "link_without_name": (
        "Expected the link event to have a name, but it has none.",
        "链接事件应有名称，但没有。",
    ),
    "link_without_target": (
        "Expected a link catch event named '{name}' beside this one, but there is none.",
        "同一层应有名为“{name}”的链接捕获事件，但没有。",
    ),
    "link_without_source": (
        "Expected a link throw event named '{name}' beside this one, but there is none.",
        "同一层应有名为“{name}”的链接抛出事件，但没有。",
    ),
    "link_target_twice": (
        "Expected one link catch event named '{name}', but '{other}' has the name too.",
        "名为“{name}”的链接捕获事件应只有一个，但“{other}”也使用此名称。",
    ),
    # activities
    "nobody_to_do_it": (
        "Expected an assignee, candidate groups or candidate users, but the task has none: nobody would see it.",
        "任务应有办理人、候选组或候选人，但都没有：没有人能看到它。",
    ),
    "unnamed": (
        "Expected the task to have a name, but it has none: people would see its id.",
        "任务应有名称，但没有：办理人只能看到其 id。",
    ),
    "result_unused": (
        "Expected the {kind} to name a result variable, but it names none: its result would be lost.",
        "{kind}应指定结果变量，但没有：结果会丢失。",
    ),
    "send_without_effect": (
        "Expected the send task to name a connector or a message, but it names neither.",
        "发送任务应指定连接器或消息，但都没有。",
    ),
    "receive_task_instantiates": (
        "Expected a receive task that begins the process to stand first and alone,"
        " but a flow, loop, input mapping or boundary event is on it.",
        "启动流程的接收任务应位于最前且不带其他设置，但它带有流入、循环、输入映射或边界事件。",
    ),
    "loop_misplaced": (
        "Expected only activities to be repeated, but this {kind} has a loop marker.",
        "应只有活动可以重复，但该{kind}带有循环标记。",
    ),
    "mapping_ignored": (
        "Expected no {direction} mapping on this {kind}, as it would have no effect, but there is one.",
        "{kind}上的{direction}映射不起作用，不应存在，但设置了映射。",
    ),
    # names and numbers
    "id_invalid": (
        "Expected an id of letters a to z, digits, '_', '-' and '.', at most {limit} long, but it is '{id}'.",
        "id 应由英文字母、数字、“_”、“-”和“.”组成，长度不超过 {limit}，但为“{id}”。",
    ),
    "label_too_long": (
        "Expected a name of at most {limit} characters, but it has {length}: use the documentation for long texts.",
        "名称应不超过 {limit} 个字符，但有 {length} 个：较长的文字请写入文档说明。",
    ),
    "variable_name_invalid": (
        "Expected a variable name of letters, digits and '_', but it is '{name}'.",
        "变量名应由字母、数字和“_”组成，但为“{name}”。",
    ),
    "variable_name_reserved": (
        "Expected a variable name that is free, but '{name}' is set by the engine.",
        "变量名应可用，但“{name}”由引擎设置。",
    ),
    "number_invalid": (
        "Expected {place} to be a whole number from 0 to {highest}, but it is '{value}'.",
        "{place}应为 0 到 {highest} 的整数，但为“{value}”。",
    ),
    "property_unknown": (
        "Expected a property that the product knows, but '{name}' is not one: it has no effect.",
        "应为产品已知的属性，但“{name}”不是：它不起作用。",
    ),
    "property_misplaced": (
        "Expected '{name}' only where it has an effect, but on a {owner} it has none.",
        "“{name}”应放在有作用的元素上，但在{owner}上不起作用。",
    ),
    "property_not_flag": (
        "Expected '{name}' to be true or false, but it is '{value}'.",
        "“{name}”应为 true 或 false，但为“{value}”。",
    ),
    "property_empty": (
        "Expected '{name}' to have a value, but it is empty.",
        "“{name}”应有值，但为空。",
    ),
    "four_eyes_unknown": (
        "Expected the id of another user task of this process, but '{id}' is none.",
        "应填写本流程中另一个用户任务的 id，但“{id}”不是。",
    ),
    # texts
    "feel_invalid": (
        "Expected {place} to be FEEL, but '{text}' is not: {reason}",
        "{place}应为 FEEL 表达式，但“{text}”不是：{reason_zh}",
    ),
    "timer_invalid": (
        "Expected {kind} in ISO 8601 (2026-01-31T09:00:00Z, PT8H, R3/PT1H) or FEEL after '=', but it is '{text}'.",
        "{kind}应为 ISO 8601（如 2026-01-31T09:00:00Z、PT8H、R3/PT1H）或以“=”开头的 FEEL，但为“{text}”。",
    ),
    "date_invalid": (
        "Expected {place} as an ISO 8601 date and time or duration, or FEEL after '=', but it is '{text}'.",
        "{place}应为 ISO 8601 日期时间、时长或以“=”开头的 FEEL，但为“{text}”。",
    ),
    # names outside the diagram
    "decision_unknown": (
        "Expected the decision '{name}' to be deployed, but it is not.",
        "决策“{name}”应已部署，但没有。",
    ),
    "form_unknown": (
        "Expected the form '{name}' to be deployed, but it is not.",
        "表单“{name}”应已部署，但没有。",
    ),
    "connector_unknown": (
        "Expected the connector '{name}' to exist, but it does not.",
        "连接器“{name}”应存在，但没有。",
    ),
    "role_unknown": (
        "Expected the role '{name}' to exist, but it does not.",
        "角色“{name}”应存在，但没有。",
    ),
}
