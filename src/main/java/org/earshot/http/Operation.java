package org.earshot.http;

/// One operation of the OpenAPI contract: a plain method that may block, on a virtual thread of its
/// own. The request has been checked against the contract.
@FunctionalInterface
public interface Operation {

    /// An exception becomes a 500 that says nothing of its cause; the cause is logged.
    Response answer(Request request) throws Exception;
}
