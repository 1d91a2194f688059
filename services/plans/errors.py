"""Refusals of plans."""

from services.kernel.errors import BodyInvalid, Conflict, NotFound


class OrganisationsInvalid(BodyInvalid):
    code = "organisations_invalid"
    title_en, title_zh = "Some organisations cannot stand as they are given", "部分机构的数据不成立"


class PlanInvalid(BodyInvalid):
    code = "plan_invalid"
    title_en, title_zh = (
        "The plan contradicts itself or names what does not exist",
        "方案内部不一致，或引用了不存在的内容",
    )


class NothingToPublish(Conflict):
    code = "nothing_to_publish"
    title_en, title_zh = "Nothing has changed since the last publication", "自上次发布以来没有改动"


class PublishedEarlier(BodyInvalid):
    code = "published_earlier"
    title_en, title_zh = "A later day of publication is already recorded", "已有更晚的发布日期"


class PlanUnfinished(Conflict):
    code = "plan_unfinished"
    title_en, title_zh = (
        "Some targets say neither how they are measured nor why they cannot be",
        "部分目标既未写明测算口径，也未说明为何无法评估",
    )


class NothingInferred(Conflict):
    code = "nothing_inferred"
    title_en, title_zh = "The date of this plan is not an inferred one", "该方案的日期并非推断而来"


class DraftPending(Conflict):
    code = "draft_pending"
    title_en, title_zh = "Publish or take back the changes made to the plan first", "请先发布或撤回对该方案的改动"


class PlanNotYetPublished(NotFound):
    code = "plan_not_yet_published"
    title_en, title_zh = "The plan was first published on a later day", "该方案在所问日期尚未发布"


class EndingInvalid(BodyInvalid):
    code = "ending_invalid"
    title_en, title_zh = "The plan cannot end in this way", "方案不能这样终止"


class PlanNotInForce(Conflict):
    code = "plan_not_in_force"
    title_en, title_zh = (
        "Only a published plan that is in force can be superseded or withdrawn",
        "只有已发布并生效的方案才能被替代或撤回",
    )


class PlanAlreadyEnded(Conflict):
    code = "plan_already_ended"
    title_en, title_zh = "The plan has already been superseded or withdrawn", "该方案已被替代或撤回"


class PackageInvalid(BodyInvalid):
    code = "package_invalid"
    title_en, title_zh = "The package cannot be taken in as it stands", "该方案包不能照此导入"


class PackageDiffers(Conflict):
    code = "package_differs"
    title_en, title_zh = (
        "A plan of this code is here already, and it is another one",
        "本系统已有同代码方案，但内容不同",
    )
