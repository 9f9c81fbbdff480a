package io.tracemill.ingest.pack;

/** Type of a packed {@link Attachment}, written in its head. */
public enum AttachmentTag {
    /** A {@link Attachment.Dequeue}. */
    DEQUEUE(PackedHead.PLACE_OF_CALLS),
    /** A {@link Attachment.TableRow}. */
    TABLE_ROW(PackedHead.PLACE_OF_DEVICE_EVENTS),
    /** A {@link Attachment.LinkEnd}. */
    LINK_END(PackedHead.PLACE_OF_OTHERS),
    /** A {@link Attachment.Submission}. */
    SUBMISSION(PackedHead.PLACE_OF_OTHERS),
    /** A {@link Attachment.SubmissionEnd}. */
    SUBMISSION_END(PackedHead.PLACE_OF_OTHERS);

    private final int place;

    AttachmentTag(int place) {
        this.place = place;
    }

    /** Place in the order of attachments that share a time. */
    int place() {
        return place;
    }
}
