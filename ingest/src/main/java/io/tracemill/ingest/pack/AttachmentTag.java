package io.tracemill.ingest.pack;

/** Which {@link Attachment} is packed; stands in its head. */
public enum AttachmentTag {
    /** A {@link Attachment.Dequeue}. */
    DEQUEUE(Packed.PLACE_OF_CALLS),
    /** A {@link Attachment.TableRow}. */
    TABLE_ROW(Packed.PLACE_OF_DEVICE_EVENTS),
    /** A {@link Attachment.LinkEnd}. */
    LINK_END(Packed.PLACE_OF_OTHERS),
    /** A {@link Attachment.Submission}. */
    SUBMISSION(Packed.PLACE_OF_OTHERS),
    /** A {@link Attachment.SubmissionEnd}. */
    SUBMISSION_END(Packed.PLACE_OF_OTHERS);

    private final int place;

    AttachmentTag(int place) {
        this.place = place;
    }

    /** Place in the order of attachments that have one time. */
    int place() {
        return place;
    }
}
