"code";
