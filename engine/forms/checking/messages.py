"""What is wrong with a submission, in words for the person who filled in the form."""

from __future__ import annotations

from engine.kernel.errors import Fault


def required(where: str, en: str, zh: str) -> Fault:
    return Fault(where, "required", f"“{en}” must be filled in.", f"请填写“{zh}”。")


def must_be_checked(where: str, en: str, zh: str) -> Fault:
    return Fault(where, "required", f"“{en}” must be ticked.", f"请勾选“{zh}”。")


def wrong_type(where: str, label: tuple[str, str], kind: tuple[str, str]) -> Fault:
    return Fault(where, "wrong_type", f"“{label[0]}” must be {kind[0]}.", f"“{label[1]}”必须是{kind[1]}。")


def too_short(where: str, label: tuple[str, str], least: int) -> Fault:
    en = f"“{label[0]}” must have at least {least} characters."
    return Fault(where, "too_short", en, f"“{label[1]}”至少需要 {least} 个字符。", {"min_length": least})


def too_long(where: str, label: tuple[str, str], most: int) -> Fault:
    en = f"“{label[0]}” may have at most {most} characters."
    return Fault(where, "too_long", en, f"“{label[1]}”最多 {most} 个字符。", {"max_length": most})


def too_small(where: str, label: tuple[str, str], least: str) -> Fault:
    return Fault(where, "too_small", f"“{label[0]}” must be {least} or more.", f"“{label[1]}”不得小于 {least}。", {"min": least})


def too_great(where: str, label: tuple[str, str], most: str) -> Fault:
    return Fault(where, "too_great", f"“{label[0]}” must be {most} or less.", f"“{label[1]}”不得大于 {most}。", {"max": most})


def too_precise(where: str, label: tuple[str, str], digits: int) -> Fault:
    en = f"“{label[0]}” may have at most {digits} decimal places."
    return Fault(where, "too_precise", en, f"“{label[1]}”最多 {digits} 位小数。", {"decimal_digits": digits})


def pattern_mismatch(where: str, label: tuple[str, str], said: tuple[str, str] | None) -> Fault:
    if said is not None:
        return Fault(where, "pattern_mismatch", said[0], said[1])
    return Fault(where, "pattern_mismatch", f"“{label[0]}” does not have the form that is asked for.", f"“{label[1]}”的格式不正确。")


def not_an_address(where: str, label: tuple[str, str]) -> Fault:
    return Fault(where, "not_an_email", f"“{label[0]}” must be an e-mail address.", f"“{label[1]}”必须是有效的电子邮箱地址。")


def not_a_phone_number(where: str, label: tuple[str, str]) -> Fault:
    return Fault(where, "not_a_phone_number", f"“{label[0]}” must be a telephone number.", f"“{label[1]}”必须是有效的电话号码。")


def not_offered(where: str, label: tuple[str, str]) -> Fault:
    return Fault(where, "not_offered", f"“{label[0]}” must be one of the values on offer.", f"“{label[1]}”必须是所提供的选项之一。")


def chosen_twice(where: str, label: tuple[str, str]) -> Fault:
    return Fault(where, "chosen_twice", f"“{label[0]}” holds a value twice.", f"“{label[1]}”包含重复的选项。")


def in_the_past(where: str, label: tuple[str, str]) -> Fault:
    return Fault(where, "in_the_past", f"“{label[0]}” may not be in the past.", f"“{label[1]}”不能是过去的日期。")


def too_many_files(where: str, label: tuple[str, str]) -> Fault:
    return Fault(where, "too_many_files", f"“{label[0]}” takes one file.", f"“{label[1]}”只能上传一个文件。")


def unknown_file(where: str, label: tuple[str, str]) -> Fault:
    en = f"“{label[0]}” names a file that you have not uploaded."
    return Fault(where, "unknown_attachment", en, f"“{label[1]}”引用了不是由您上传的文件。")


def rule_not_computable(where: str, label: tuple[str, str], en: str, zh: str) -> Fault:
    return Fault(where, "rule_not_computable", f"A rule of “{label[0]}” cannot be computed: {en}", f"无法计算“{label[1]}”的规则：{zh}")


def too_many_values(where: str, most: int) -> Fault:
    return Fault(where, "too_large", f"The form holds more than {most} values.", f"表单包含的值超过 {most} 个。", {"limit": most})


def too_deep(where: str, deepest: int) -> Fault:
    return Fault(
        where, "too_deep", f"The value is nested deeper than {deepest} levels.", f"该值的嵌套超过 {deepest} 层。", {"limit": deepest}
    )


def not_json(where: str) -> Fault:
    return Fault(where, "not_json", "The value is not one that JSON has a form for.", "该值不是有效的 JSON 值。")


def not_a_number(where: str) -> Fault:
    return Fault(where, "not_a_number", "The value is not a finite number.", "该值不是有限的数字。")


def number_too_large(where: str) -> Fault:
    en = "The number is beyond ±9,007,199,254,740,991 and cannot be kept exactly."
    return Fault(where, "number_too_large", en, "数字超出 ±9,007,199,254,740,991，无法精确保存。")


def text_too_long(where: str, most: int) -> Fault:
    return Fault(where, "too_long", f"The text has more than {most} characters.", f"文本超过 {most} 个字符。", {"max_length": most})


def text_not_storable(where: str) -> Fault:
    return Fault(where, "text_invalid", "The text holds a character that cannot be stored.", "文本包含无法保存的字符。")


def reserved_key(where: str, key: str) -> Fault:
    return Fault(where, "reserved_key", f"The name “{key}” is reserved.", f"名称“{key}”是保留字。")


def entries_fixed(where: str, label: tuple[str, str], count: int) -> Fault:
    en = f"“{label[0]}” has {count} entries; none may be added or removed."
    return Fault(where, "entries_fixed", en, f"“{label[1]}”共有 {count} 项，不能增删。", {"count": count})


def form_not_computable(en: str, zh: str) -> Fault:
    return Fault("", "form_not_computable", f"The form's expressions cannot be computed: {en}", f"无法计算表单中的表达式：{zh}")


def never_settles() -> Fault:
    en = "The form's conditions contradict each other for these values."
    return Fault("", "never_settles", en, "在当前填写的值下，表单的显示条件相互矛盾。")
