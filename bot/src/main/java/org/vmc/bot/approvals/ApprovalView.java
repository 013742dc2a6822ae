package org.vmc.bot.approvals;

/**
 * What commands show of a request for approval.
 *
 * @param by who decides
 * @param yours whether the user may decide it
 * @param expiresAt when it is refused unless it was approved
 */
record ApprovalView(
        String id, String summary, String reasons, String requester, String by, boolean yours, String expiresAt) {}
