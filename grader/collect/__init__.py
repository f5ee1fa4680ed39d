"""The collector: runs the student's module in a child and sends back claims."""
